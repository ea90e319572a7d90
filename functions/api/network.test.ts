import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { networkOf } from './network';

describe('a network', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', 'unknown'],
    ['x'.repeat(10_000), 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is the same for all addresses of IPv6 that share 64 bits, and for no others', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((each) => each.toString(16));
    const half = fc.array(group, { minLength: 4, maxLength: 4 }).map((each) => each.join(':'));
    fc.assert(
      fc.property(half, half, half, half, (network, other, one, two) => {
        fc.pre(network !== '0:0:0:0' && other !== '0:0:0:0');
        expect(networkOf(`${network}:${one}`)).toBe(networkOf(`${network}:${two}`));
        expect(networkOf(`${network}:${one}`) === networkOf(`${other}:${one}`)).toBe(network === other);
      }),
    );
  });

  it('is found whatever the address is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), fc.ipV4(), fc.string()), (address) => {
        expect(networkOf(address).length).toBeLessThan(30);
      }),
    );
  });
});
