export { Session } from './session';
export type { KeyValues, SessionOptions, SessionState } from './session';
export { SignInPage } from './sign-in-page';
