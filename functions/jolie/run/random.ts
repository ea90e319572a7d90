/**
 * A seeded source of randomness: the same seed gives the same numbers. FNV-1a spreads the seed over the state of
 * xoshiro128** (Blackman and Vigna). Not for secrets: a run's randomness is repeatable by design.
 */
export class Random {
  /** Made when it is first needed: most runs ask for nothing random. */
  #state: [number, number, number, number] | null = null;

  constructor(private readonly seed: string) {}

  /** 32 random bits, unsigned. */
  bits(): number {
    const s = (this.#state ??= stateOf(this.seed));
    const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));
    const result = Math.imul(rotate(Math.imul(s[1], 5), 7), 9);
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11);
    return result >>> 0;
  }

  /** A number in [0, 1), with 53 random bits. */
  double(): number {
    return ((this.bits() >>> 5) * 0x4000000 + (this.bits() >>> 6)) / 0x20000000000000;
  }

  /** A UUID of version 4. */
  uuid(): string {
    const hex = Array.from({ length: 4 }, () => this.bits().toString(16).padStart(8, '0')).join('');
    const variant = ((parseInt(hex[16]!, 16) & 3) | 8).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

function stateOf(seed: string): [number, number, number, number] {
  const word = (salt: number) => {
    let h = 0x811c9dc5 ^ salt;
    for (let i = 0; i < seed.length; i++) h = Math.imul(h ^ seed.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    return (h ^ (h >>> 13)) >>> 0;
  };
  return [word(1), word(2), word(3), word(4) || 1];
}
