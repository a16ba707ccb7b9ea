import {
  type Assumption,
  findGpuModel,
  type GpuModel,
  type OfferedGpu,
  type ResolvedGpuModel,
  resolveGpuModel,
  type Vendor,
} from '@aima/gpu-core'

/** What a cluster says of a GPU. */
export interface NamedGpu {
  /** Its name for it. */
  readonly name: string
  /** Memory as a driver reports it (GiB); for a part of a GPU that of the part. */
  readonly reportedVramGiB?: number | undefined
  /** Memory of the whole GPU (GiB), where it is told beside that of the part. */
  readonly wholeVramGiB?: number | undefined
  /** Who made it. */
  readonly vendor?: Vendor | undefined
  /** CUDA compute capability. */
  readonly computeCapability?: number | undefined
  /** Profile of a MIG instance, such as `1g.5gb`. */
  readonly migProfile?: string | undefined
  /** How many jobs take turns on one GPU (2 or more); 0: several, nobody tells how many. */
  readonly replicas?: number | undefined
  /** Further words in which the node's administrator may have named the model, such as features. */
  readonly hints?: readonly string[] | undefined
}

/** A GPU as core knows it. */
export interface ReadGpu {
  /** The GPU. */
  readonly gpu: OfferedGpu
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

/** A model, and why it is that one. */
interface Finding {
  readonly model: GpuModel
  readonly basis?: string | undefined
}

/** An A30 is cut into four slices, every later GPU into seven. Source: NVIDIA MIG user guide, supported profiles (2026). */
const slicesOf = ({ model }: GpuModel): number => (model.startsWith('A30') ? 4 : 7)

const profilePattern = /(?:^|[^\d.])(?:\d+c\.)?(\d+)g\.(\d+)gb/i

const partOf = (name: string): RegExpExecArray | null => profilePattern.exec(name)

const wholeName = (name: string): string =>
  name
    .replace(/[-_\s]?(?:mig[-_\s]?)?(?:\d+c\.)?\d+g\.\d+gb.*$/i, '')
    .replace(/[-_\s]shared$/i, '')
    .trim()

const found = (resolved: ResolvedGpuModel, name: string): Finding => ({
  model: resolved.model,
  basis: resolved.formAssumed
    ? `the cluster says ${name}, and this is the slowest that it may mean`
    : undefined,
})

const resolve = (name: string, vramGiB: number | undefined): Finding | undefined =>
  resolveGpuModel(name, vramGiB).match(
    (resolved) => found(resolved, name),
    () => undefined,
  )

/** Models that an ambiguous name leaves open; undefined: it says nothing at all. */
const candidatesOf = (name: string): readonly string[] | undefined =>
  resolveGpuModel(name).match(
    ({ model }) => [model.model],
    (unknown) => ('candidates' in unknown ? unknown.candidates : undefined),
  )

/** A hint decides between what the name leaves open; a name that means nothing, such as `gpu`, leaves all open. */
const byHint = ({ name, hints = [] }: NamedGpu): Finding | undefined => {
  const open = name === '' || name === 'gpu' ? undefined : candidatesOf(wholeName(name))
  if (open === undefined && name !== '' && name !== 'gpu') return undefined
  const meant = hints.flatMap((hint) => {
    const finding = resolve(hint, undefined)
    const fits = finding !== undefined && (open === undefined || open.includes(finding.model.model))
    return fits ? [{ model: finding.model, basis: `the node has the feature ${hint.slice(0, 64)}` }] : []
  })
  const [first, ...others] = meant
  return others.every(({ model }) => model === first?.model) ? first : undefined
}

const given = (name: string, models: Readonly<Record<string, string>>): string | undefined =>
  Object.entries(models).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]

const findingOf = (named: NamedGpu, models: Readonly<Record<string, string>>): Finding | undefined => {
  const { name, migProfile, replicas, reportedVramGiB } = named
  const stated = given(name, models) ?? given(wholeName(name), models)
  const isPart = migProfile !== undefined || replicas !== undefined || partOf(name) !== null
  const vramGiB = isPart ? named.wholeVramGiB : reportedVramGiB
  if (stated !== undefined) {
    const model = findGpuModel(stated)
    return model === undefined ? resolve(stated, vramGiB) : { model }
  }
  return resolve(wholeName(name), vramGiB) ?? byHint(named)
}

/** Share and nominal memory of a MIG instance: `3g.40gb` has three slices and 40 GiB. */
const migPart = (profile: string, model: GpuModel | undefined): Partial<OfferedGpu> => {
  const [, slices = '1', gib = '0'] = partOf(profile) ?? []
  const fraction = model === undefined ? undefined : Math.min(1, Number(slices) / slicesOf(model))
  return { fraction: fraction || undefined, vramGiB: Number(gib) || undefined }
}

/** Who takes turns gets a share of the time, and can count on no more than a share of the memory. */
const sharedPart = (replicas: number): Partial<OfferedGpu> => (replicas > 1 ? { fraction: 1 / replicas } : {})

const formNote = ({ model, basis }: Finding): readonly Assumption[] =>
  basis === undefined ? [] : [{ name: 'gpu', value: model.model, unit: '', basis: basis.slice(0, 500) }]

const shareNote = (replicas: number | undefined): readonly Assumption[] =>
  replicas !== undefined && replicas > 1
    ? [
        {
          name: 'vramGiB',
          value: replicas,
          unit: '',
          basis: 'jobs that take turns on a GPU share its memory in equal parts',
        },
      ]
    : []

/**
 * Reads a GPU of a cluster: its model by name and memory, and which part of it a MIG instance or a time slice is.
 *
 * A model that name, memory and hints leave open stays absent, and so does its memory: an `a100` may have 40 or 80 GB. Of a share of
 * unknown size neither is told, because it would be taken for a whole GPU.
 *
 * @param named - What the cluster says.
 * @param models - What its GPUs are really called, by the cluster's names.
 * @example
 * readGpu({ name: 'a100', reportedVramGiB: 80 }, {}).gpu.model // => 'A100-PCIe-80GB'
 * readGpu({ name: 'a100' }, { A100: 'A100-SXM4-80GB' }).gpu.model // => 'A100-SXM4-80GB'
 * readGpu({ name: 'a100' }, {}).gpu.model // => undefined
 */
export const readGpu = (named: NamedGpu, models: Readonly<Record<string, string>>): ReadGpu => {
  const { name, reportedVramGiB, vendor, computeCapability, replicas } = named
  const profile = named.migProfile ?? partOf(name)?.[0]
  const finding = findingOf(named, models)
  const isUnknownShare = replicas === 0
  const gpu: OfferedGpu = {
    name: name === '' ? 'gpu' : name,
    model: isUnknownShare ? undefined : finding?.model.model,
    vendor: vendor ?? finding?.model.vendor,
    reportedVramGiB: isUnknownShare ? undefined : reportedVramGiB,
    computeCapability,
    ...(profile === undefined ? sharedPart(replicas ?? 1) : migPart(profile, finding?.model)),
  }
  // A part without its share would pass for a whole GPU of that model.
  const isWhole = profile !== undefined && gpu.fraction === undefined
  return {
    gpu: isWhole ? { ...gpu, model: undefined } : gpu,
    assumptions: [...(finding === undefined ? [] : formNote(finding)), ...shareNote(replicas)],
  }
}

/** Reads a GPU of a cluster. */
export type GpuReader = (named: NamedGpu) => ReadGpu

/**
 * Prepares the reading of GPUs. What is said alike is looked up once: a cluster has many GPUs of few kinds.
 *
 * @param models - What its GPUs are really called, by the cluster's names.
 * @example
 * prepareGpuReader({})({ name: 'l4' }).gpu.model // => 'L4'
 */
export const prepareGpuReader = (models: Readonly<Record<string, string>>): GpuReader => {
  const known = new Map<string, ReadGpu>()
  return (named) => {
    const key = JSON.stringify(named)
    const read = known.get(key) ?? readGpu(named, models)
    known.set(key, read)
    return read
  }
}
