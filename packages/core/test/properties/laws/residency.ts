import { clearancesOf, type Law, metBy, oneOf } from './law.ts'

const union = ['DE', 'FR']
const area = [...union, 'NO', 'IS']
const ranks = ['community', 'datacenter', 'certified', 'owned']
const plain = (name: string): string => name.toUpperCase().replaceAll(/[ _-]/g, '')

const allows = (rules: readonly string[], country: string): boolean =>
  rules.includes(country) ||
  (rules.includes('EU') && union.includes(country)) ||
  (rules.includes('EEA') && area.includes(country))

export const siteLaw: Law = ({ site }, court) => {
  const isOpen = court.job.confidentiality === 'public' || court.job.confidentiality === 'internal'
  return (
    (site === 'local' || (site === 'cloud' && isOpen)) &&
    clearancesOf(court).every(({ sites }) => metBy(sites, site, oneOf))
  )
}

export const countryLaw: Law = ({ place }, court) =>
  clearancesOf(court).every(({ countries }) => metBy(countries, place.country, allows))

export const trustLaw: Law = ({ site, trust }, court) => {
  const known = site === 'local' ? 'owned' : trust === 'owned' ? undefined : trust
  return clearancesOf(court).every(({ leastTrust }) =>
    metBy(leastTrust, known, (need, fact) => ranks.indexOf(fact) >= ranks.indexOf(need)),
  )
}

export const certificationLaw: Law = ({ certifications = [] }, court) => {
  const held = certifications.map(plain)
  return clearancesOf(court).every((clearance) =>
    (clearance.certifications ?? []).every((needed) => held.includes(plain(needed))),
  )
}

export const allowedProviderLaw: Law = ({ provider }, { circle }) =>
  metBy(circle.providers?.allow, provider, oneOf)

export const deniedProviderLaw: Law = ({ provider }, { circle }) =>
  circle.providers?.deny?.includes(provider) !== true

export const accessLaw: Law = ({ access = {} }, { job }) =>
  Object.entries(access).every(([name, values]) => values.some((value) => value === job.labels?.[name]))
