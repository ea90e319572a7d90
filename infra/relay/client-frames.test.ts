import { describe, expect, it } from '@jest/globals';
import { createRateLimiter } from '@parley/accounts';
import type { ServerFrame } from '@parley/envelope';
import { silentTelemetry } from '@parley/ports';
import { ManualClock } from '@parley/ports/contract';
import { handleFrame, type FrameSession } from './client-frames';
import type { RelayDeps } from './deps';

/** A relay whose people may upload twice at once, and once more a minute. */
function given() {
  const clock = new ManualClock();
  const uploaded: number[] = [];
  const deps = {
    trials: createRateLimiter({ clock, perSecond: 1 / 60, burst: 2 }),
    upload: async (userId: number) => {
      uploaded.push(userId);
      return { kind: 'uploaded', version: `v${uploaded.length}`, warnings: [] };
    },
    telemetry: silentTelemetry,
  } as unknown as RelayDeps;
  const upload = async (userId: number) => {
    const answers: ServerFrame[] = [];
    const session = { userId, reply: (frame: ServerFrame) => answers.push(frame) };
    const frame = { $type: 'UploadHandlerSnippet', target: 'recv', fileData: 'main { x = 1 }' } as const;
    await handleFrame(deps, session as unknown as FrameSession, frame);
    return answers;
  };
  return { clock, uploaded, upload };
}

describe('uploads by frames', () => {
  it('given more than a person may make, then the next is refused with the time to wait, and never looked at', async () => {
    const { uploaded, upload } = given();
    // when
    const answers = [await upload(1), await upload(1), await upload(1)];
    // then
    expect(answers.map(([answer]) => answer!.$type)).toEqual([
      'CodeSnippetUploaded',
      'CodeSnippetUploaded',
      'Rejected',
    ]);
    expect(answers[2]).toEqual([
      {
        $type: 'Rejected',
        problem: { code: 'rate-limited', title: expect.any(String), detail: 'Wait 60000 ms.' },
      },
    ]);
    expect(uploaded).toEqual([1, 1]);
  });

  it('count for each person apart, on whatever socket, and come back with time', async () => {
    const { clock, uploaded, upload } = given();
    for (let i = 0; i < 3; i++) await upload(1);
    await upload(2);
    clock.advance(60_000);
    await upload(1);
    await upload(1);
    expect(uploaded).toEqual([1, 1, 2, 1]);
  });
});
