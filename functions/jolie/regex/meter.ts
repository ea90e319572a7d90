/** Where the work of matching is charged; what it throws goes through. */
export interface RegexMeter {
  charge(gas: number): void;
  allocate(bytes: number): void;
  /** Calls `make`, and then lets go of what it allocated. */
  making<T>(make: () => T): T;
  /** Begins and ends the same, without a function to call. */
  hold(): number;
  release(before: number): void;
}
