/**
 * What stands for one household or one machine when tries are counted: an IPv4 address, or the /64 of an IPv6 address,
 * since whoever has one address of it has all 18 quintillion.
 *
 * @param address as the socket or a proxy names it; what is no address counts as it stands
 */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)
  if (mapped) return mapped[1]!
  if (!plain.includes(':')) return plain
  const written = URL.parse(`http://[${plain}]/`)?.hostname.slice(1, -1)
  if (written === undefined) return plain
  const [head = '', tail] = written.split('::')
  const groups = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const all = tail === undefined ? groups : [...groups, ...Array<string>(8 - groups.length - after.length).fill('0'), ...after]
  return `${all.slice(0, 4).join(':')}::/64`
}
