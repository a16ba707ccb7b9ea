/**
 * Whether a zone is one of the region itself, by its id: the same building in every account, while `us-east-1a` is another in each.
 *
 * Local Zones and those of Wavelength belong to a region and stand elsewhere, some in another country, at other prices.
 *
 * @param id - AWS's id of it.
 * @example
 * isZoneId('use1-az1') // => true
 * isZoneId('use1-bue1-az1') // => false
 */
export const isZoneId = (id: string): boolean => /^[a-z]{2,8}\d-az\d{1,2}$/.test(id)

/**
 * The same by the name that an account has for it.
 *
 * @param name - Such as `us-east-1a`.
 * @example
 * isZoneName('us-east-1a') // => true
 * isZoneName('us-east-1-bue-1a') // => false
 */
export const isZoneName = (name: string): boolean => /^[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}[a-z]$/.test(name)
