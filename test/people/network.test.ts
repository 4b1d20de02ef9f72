import { expect, test } from 'vitest'
import { networkOf } from '../../src/people/network.ts'

test.each([
  { name: 'an IPv4 address', address: '192.0.2.7', network: '192.0.2.7' },
  { name: 'the same by way of IPv6', address: '::ffff:192.0.2.7', network: '192.0.2.7' },
  { name: 'a long IPv6 address', address: '2001:db8:1:2:3:4:5:6', network: '2001:db8:1:2::/64' },
  { name: 'the same /64, written short', address: '2001:0DB8:1:2::1', network: '2001:db8:1:2::/64' },
  { name: 'zeroes in the middle of the network', address: '2001:db8::5', network: '2001:db8:0:0::/64' },
  { name: 'the loopback', address: '::1', network: '0:0:0:0::/64' },
  { name: 'an address with its interface', address: 'fe80::1%eth0', network: 'fe80:0:0:0::/64' },
  { name: 'nonsense', address: 'unix:@', network: 'unix:@' },
  { name: 'nothing', address: '', network: '' },
])('$name counts as $network', ({ address, network }) => {
  expect(networkOf(address)).toBe(network)
})
