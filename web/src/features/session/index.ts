export type { FirebaseConfig, Way } from './provider';
export { Session } from './session';
export type { KeyValues, SessionOptions, SessionState } from './session';
export { SignInPage } from './sign-in-page';
export type { WayIn } from './sign-in-page';
export { Vouching } from './vouching';
