/** An address as the screens of departments ask for it: in pieces, the largest first. */
export type AddressParts = {
  readonly county: string
  readonly township: string
  readonly village: string
  /** What is left: group, road, number. An address that cannot be taken apart is all of it this. */
  readonly rest: string
}

/**
 * Takes an address of the city apart; province and city go, since the screens have them already.
 *
 * A piece that is not there stays empty. Nothing of the rest is ever lost: what no rule takes stands in
 * `rest`, so that a clerk who copies all four has typed the whole address.
 */
export function addressParts(address: string): AddressParts {
  const [, county = '', inCounty = ''] =
    /^(?:江西省?)?(?:萍乡市)?(.{1,6}?[县区])?(.*)$/s.exec(address.trim()) ?? []
  const [, township = '', inTownship = ''] = /^(.{1,8}?(?:街道|镇|乡))?(.*)$/s.exec(inCounty) ?? []
  const [, village = '', rest = ''] =
    /^(.{1,10}?(?:村?村委会|(?:社区)?居委会|社区|村))?(.*)$/s.exec(inTownship) ?? []
  return { county, township, village, rest }
}
