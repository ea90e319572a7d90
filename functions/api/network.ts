import { isIPv4, isIPv6 } from 'node:net';
import type { Request } from 'express';

/**
 * Whose address it is, as far as a server can tell: of IPv4 the address, of IPv6 its first 64 bits, since whoever is
 * given one network has all 2⁶⁴ addresses of it (RFC 6177, RFC 7421). What is no address is nobody's in particular.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return 'unknown';
  // A URL has the one spelling of an address: in hexadecimal, and zeros left out at one place at most.
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const groups = (part = '') => (part === '' ? [] : part.split(':'));
  const [first, last] = [groups(head), groups(tail)];
  const all = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  if (all.slice(0, 6).join() === '0,0,0,0,0,ffff') return ofIPv4(all[6]!, all[7]!);
  return `${all.slice(0, 4).join(':')}::/64`;
}

/** An address of IPv4 that comes in the form of one of IPv6 (RFC 4291, 2.5.5.2), as a socket for both has it. */
function ofIPv4(high: string, low: string): string {
  const [a, b] = [parseInt(high, 16), parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}

/** The network of whoever asks. */
export const networkOfCaller = (request: Request): string => networkOf(request.ip ?? '');
