import { byteLength, limits } from '@parley/envelope';
import type { Clock, Interests, Runner, ScriptDiagnostic, Scripts, Target } from '@parley/ports';

/** The stage that runs scripts; users are interested in it as long as they have one. */
export const scriptStage = 'jolie-exec';

export type Uploaded =
  | { readonly kind: 'uploaded'; readonly version: string; readonly warnings: readonly ScriptDiagnostic[] }
  | { readonly kind: 'refused'; readonly diagnostics: readonly ScriptDiagnostic[] };

export interface Uploads {
  /** Checks a script in a worker and, when it has no error, makes it the active one; otherwise the active one stays. */
  upload(userId: number, target: Target, source: string): Promise<Uploaded>;
  /** Makes an earlier version the active one; false when there is none of that name. */
  activate(userId: number, target: Target, version: string): Promise<boolean>;
  /** Switches the version that was active last on again; false when there never was one. */
  switchOn(userId: number, target: Target, revision: number): Promise<boolean>;
  /** Switches the script off; its versions stay. A revision older than the last change does nothing. */
  switchOff(userId: number, target: Target, revision: number): Promise<void>;
}

/** How scripts get in, for the API and the relay alike. */
export function createUploads(deps: {
  runner: Pick<Runner, 'check'>;
  scripts: Scripts;
  interests: Interests;
  clock: Clock;
}): Uploads {
  const { runner, scripts, interests, clock } = deps;
  return {
    async upload(userId, target, source) {
      const tooLarge = sizeDiagnostic(source);
      const diagnostics = tooLarge === null ? await runner.check(source) : [tooLarge];
      if (diagnostics.some(({ severity }) => severity === 'error')) return { kind: 'refused', diagnostics };
      // The interest first: a message that is accepted in between passes the stage in vain, and none misses it.
      await interests.setInterest(scriptStage, userId, true, clock.now());
      const { version } = await scripts.put(userId, target, source, clock.now());
      return { kind: 'uploaded', version, warnings: diagnostics };
    },
    async activate(userId, target, version) {
      await interests.setInterest(scriptStage, userId, true, clock.now());
      return scripts.activate(userId, target, version, clock.now());
    },
    async switchOn(userId, target, revision) {
      await interests.setInterest(scriptStage, userId, true, clock.now());
      return scripts.enable(userId, target, revision);
    },
    async switchOff(userId, target, revision) {
      await scripts.disable(userId, target, revision);
      const active = await Promise.all([scripts.active(userId, 'send'), scripts.active(userId, 'recv')]);
      if (active.every((script) => script === null))
        await interests.setInterest(scriptStage, userId, false, clock.now());
    },
  };
}

function sizeDiagnostic(source: string): ScriptDiagnostic | null {
  const bytes = byteLength(source);
  if (bytes !== null && bytes <= limits.scriptSourceBytes) return null;
  return {
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    severity: 'error',
    code: bytes === null ? 'source-encoding' : 'source-too-large',
    message:
      bytes === null
        ? 'the source is not well-formed Unicode'
        : `the source has ${bytes} bytes; ${limits.scriptSourceBytes} are allowed`,
  };
}
