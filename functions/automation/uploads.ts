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
  /** Switches the script off; its versions stay. */
  switchOff(userId: number, target: Target): Promise<void>;
}

/** How scripts get in, for the API and the relay alike. */
export function createUploads(deps: {
  runner: Runner;
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
      const { version } = await scripts.put(userId, target, source);
      return { kind: 'uploaded', version, warnings: diagnostics };
    },
    async switchOff(userId, target) {
      await scripts.remove(userId, target);
      const other = await scripts.active(userId, target === 'send' ? 'recv' : 'send');
      if (other === null) await interests.setInterest(scriptStage, userId, false, clock.now());
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
