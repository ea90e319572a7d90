import type { Telemetry } from '@parley/ports';

/**
 * An adapter whose calls are counted by their method, and by whether they failed. It is put around an adapter at its
 * door; methods that give no promise are not calls to a service, and are not counted.
 */
export function counted<T extends object>(
  adapter: T,
  { service, telemetry }: { readonly service: string; readonly telemetry: Pick<Telemetry, 'count'> },
): T {
  const count = (method: string, outcome: 'done' | 'failed') =>
    telemetry.count('parley_google_calls_total', { service, method, outcome });
  return new Proxy(adapter, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function' || typeof name !== 'string') return member;
      return (...given: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, given);
        if (!(result instanceof Promise)) return result;
        return result.then(
          (value: unknown) => {
            count(name, 'done');
            return value;
          },
          (failure: unknown) => {
            count(name, 'failed');
            throw failure;
          },
        );
      };
    },
  });
}
