// Of its own, so that a bundler can put it and the library into a file that is loaded later: of a package of CommonJS that is
// loaded so itself, only the default export would be there.
export { GoogleAuth } from 'google-auth-library';
