import {
  createAccounts,
  createDeadLetterArchive,
  createScripts,
  createStore,
  GoogleBus,
  openBucket,
  openFirestore,
  openPubSub,
  readConfiguration,
} from '@parley/google';
import { jsonLog } from '@parley/observability';
import { sweep } from '@parley/pipeline';
import { silentTelemetry, type Clock, type Ids } from '@parley/ports';
import type { Operations } from './command';
import { AdminError, adminCodes } from './errors';

const elsewhere = (what: string) => async (): Promise<never> => {
  throw new AdminError(adminCodes.notThere, `${what}: docs/operating.md says how on Google Cloud.`);
};

/** The commands on the data of a Google Cloud project, with the caller's own credentials. */
export function googleOperations(
  environment: Readonly<Record<string, string | undefined>>,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): Operations & { close(): Promise<void> } {
  const read = readConfiguration(environment, {
    GOOGLE_CLOUD_PROJECT: null,
    PARLEY_DATABASE: '(default)',
    PARLEY_ACCOUNTS_DATABASE: 'accounts',
    PARLEY_SCRIPTS_BUCKET: null,
    PARLEY_DEAD_LETTERS_BUCKET: null,
  });
  const project = read.GOOGLE_CLOUD_PROJECT;
  const [db, people] = [
    openFirestore(project, read.PARLEY_DATABASE),
    openFirestore(project, read.PARLEY_ACCOUNTS_DATABASE),
  ];
  const pubsub = openPubSub(project);
  const log = jsonLog({ clock, write: (line) => process.stderr.write(line), least: 'INFO', project });
  const telemetry = { ...silentTelemetry, log };
  const archive = createDeadLetterArchive(openBucket(project, read.PARLEY_DEAD_LETTERS_BUCKET), { clock });
  const bus = new GoogleBus(pubsub, archive, clock, telemetry);
  const world = {
    accounts: createAccounts(people),
    store: createStore(db, { clock, ids }),
    scripts: createScripts(openBucket(project, read.PARLEY_SCRIPTS_BUCKET), { clock, ids }),
  };
  return {
    accounts: () => world.accounts,
    bus: () => bus,
    settings: () => world.store,
    source: () => world,
    destination: () => world,
    clock,
    sweep: (onProgress) => sweep({ ...world, bus, clock }, onProgress),
    backUp: elsewhere('Firestore makes its own backups'),
    restore: elsewhere('Firestore restores its own backups'),
    migrate: elsewhere('Firestore has no schema to migrate'),
    rotateKeys: elsewhere('The keys lie in Secret Manager'),
    async close() {
      await Promise.all([db.terminate(), people.terminate(), pubsub.close()]);
    },
  };
}
