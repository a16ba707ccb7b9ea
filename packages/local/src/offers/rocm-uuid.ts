/**
 * The UUID by which ROCm's programs know a GPU: `GPU-` and the 16 digits that the kernel calls its unique id. What amd-smi calls a
 * UUID is another number, by which no program can be told to use it.
 *
 * @param uuid - As a tool or the kernel prints it.
 * @returns Undefined when it is not of that form.
 * Source: ROCm documentation, "GPU isolation techniques", `ROCR_VISIBLE_DEVICES`.
 * @example
 * rocmUuidOf('0x54D5E1A2B3C4F607') // => 'GPU-54d5e1a2b3c4f607'
 */
export const rocmUuidOf = (uuid: string | undefined): string | undefined => {
  const [, digits] = /^(?:gpu-|0x)?([0-9a-f]{16})$/i.exec(uuid ?? '') ?? []
  return digits && `GPU-${digits.toLowerCase()}`
}
