/**
 * Whether an Intel GPU is part of the processor and uses the main memory.
 *
 * Source: Intel's processors have had their graphics at bus 0, device 2 since 2004 (their data sheets, "Device 2 function 0").
 *
 * @example
 * isIntegrated('0000:00:02.0') // => true
 */
export const isIntegrated = (pciAddress: string | undefined): boolean => pciAddress === '0000:00:02.0'
