import { accountsContract, storeContract } from '@parley/ports/contract';
import { clock, emulatedFirestore, ids, newProject } from '../testing/emulated';
import { createAccounts, createStore } from './index';

storeContract('on Firestore', async () => {
  const db = emulatedFirestore(newProject());
  return { store: createStore(db, { clock, ids }), close: () => db.terminate() };
});

accountsContract('on Firestore', async () => {
  const db = emulatedFirestore(newProject(), 'accounts');
  return { accounts: createAccounts(db), close: () => db.terminate() };
});
