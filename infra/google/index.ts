export { GoogleError, googleCodes } from './errors';
export { createAccounts, createStore } from './firestore';
