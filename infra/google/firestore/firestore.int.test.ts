import { accountsContract, storeContract } from '@parley/ports/contract';
import { clock, emulatedFirestore, emulatedFirestoreHttp, ids, newProject } from '../testing/emulated';
import { createAccounts, createStore } from './index';

storeContract('on Firestore', async () => {
  const db = emulatedFirestore(newProject());
  return { store: createStore(db, { clock, ids }), close: () => db.terminate() };
});

accountsContract('on Firestore', async () => {
  const db = emulatedFirestore(newProject(), 'accounts');
  return { accounts: createAccounts(db), close: () => db.terminate() };
});

storeContract('on Firestore by HTTP', async () => ({
  store: createStore(emulatedFirestoreHttp(newProject()), { clock, ids }),
  close: async () => {},
}));

accountsContract('on Firestore by HTTP', async () => ({
  accounts: createAccounts(emulatedFirestoreHttp(newProject(), 'accounts')),
  close: async () => {},
}));
