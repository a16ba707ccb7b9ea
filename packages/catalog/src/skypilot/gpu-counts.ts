/**
 * Types of Azure whose count of GPUs is wrong in the list.
 *
 * The list says 12 for Azure machines with 8 H100, and 1 for Azure sizes that hold a part of a GPU (Azure's
 * own interface says 1 there, too). Left at 1, a sixth of an A10 would be the cheapest A10.
 *
 * Source: Azure's size tables.
 */
const rightCountsOfAzure: ReadonlyMap<string, number> = new Map(
  Object.entries({
    Standard_ND96is_H100_v5: 8,
    Standard_ND96isr_H100_v5: 8,
    Standard_NV4as_v4: 1 / 8,
    Standard_NV8as_v4: 1 / 4,
    Standard_NV16as_v4: 1 / 2,
    Standard_NV6ads_A10_v5: 1 / 6,
    Standard_NV12ads_A10_v5: 1 / 3,
    Standard_NV18ads_A10_v5: 1 / 2,
    Standard_NV4ads_V710_v5: 1 / 6,
    Standard_NV8ads_V710_v5: 1 / 3,
    Standard_NV12ads_V710_v5: 1 / 2,
    Standard_NC24lds_xl_RTXPRO6000BSE_v6: 1 / 4,
    Standard_NC36ds_xl_RTXPRO6000BSE_v6: 1 / 4,
    Standard_NC36lds_xl_RTXPRO6000BSE_v6: 1 / 4,
    Standard_NC72ds_xl_RTXPRO6000BSE_v6: 1 / 2,
    Standard_NC72lds_xl_RTXPRO6000BSE_v6: 1 / 2,
  }),
)

/**
 * Number of GPUs that a type of machine really holds.
 *
 * @param cloud - Name of the cloud as SkyPilot writes it.
 * @param instanceType - The type.
 * @param listed - What the list says.
 * @returns The number, below 1 for a part of a GPU.
 * @example
 * rightCount('azure', 'Standard_ND96isr_H100_v5', 12) // => 8
 * rightCount('aws', 'p5.48xlarge', 8) // => 8
 */
export const rightCount = (cloud: string, instanceType: string, listed: number): number =>
  (cloud === 'azure' ? rightCountsOfAzure.get(instanceType) : undefined) ?? listed
