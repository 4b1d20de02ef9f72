/** Every zone that this computer knows, by continent, with `own` among them; those without a continent stand by themselves. */
export function zoneOptions(own: string) {
  const zones = [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])].toSorted()
  const byContinent = Map.groupBy(zones, (zone) => (zone.includes('/') ? zone.split('/')[0]! : ''))
  const alone = (byContinent.get('') ?? []).map((zone) => ({ value: zone, label: zone }))
  byContinent.delete('')
  const groups = [...byContinent].map(([label, zones]) => ({
    label,
    options: zones.map((zone) => ({ value: zone, label: placeOf(zone) })),
  }))
  return { options: alone, groups }
}

/** "Buenos Aires, Argentina" reads from the place outwards, as on an envelope. */
const placeOf = (zone: string) => zone.split('/').slice(1).toReversed().join(', ').replaceAll('_', ' ')
