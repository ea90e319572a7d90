/** Firebase Auth's emulator, as its REST API has it: https://firebase.google.com/docs/reference/rest/auth. */
export interface AuthEmulator {
  /** Signs somebody up with an address; a name when given. */
  signUp(email: string, name?: string): Promise<{ readonly idToken: string; readonly uid: string }>;
  /** Shuts somebody out, as an operator would in the console. */
  disable(uid: string): Promise<void>;
  remove(uid: string): Promise<void>;
  /** Ends every sign-in of somebody's that was made until now. */
  revoke(uid: string): Promise<void>;
}

interface SignedUp {
  readonly idToken: string;
  readonly localId: string;
}

/**
 * @param host of the emulator, as FIREBASE_AUTH_EMULATOR_HOST names it
 * @param projectId any project: each has people of its own
 */
export function authEmulator(host: string, projectId: string): AuthEmulator {
  async function call<T>(path: string, json: object): Promise<T> {
    const response = await fetch(`http://${host}/identitytoolkit.googleapis.com/v1/${path}`, {
      method: 'POST',
      // `owner` is the emulator's own word for a caller who may do everything.
      headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
      body: JSON.stringify(json),
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
  const change = async (localId: string, fields: object) => {
    await call(`projects/${projectId}/accounts:update`, { localId, ...fields });
  };
  return {
    async signUp(email, name) {
      const password = 'a password of the provider';
      const { localId } = await call<SignedUp>(`projects/${projectId}/accounts`, {
        email,
        password,
        ...(name === undefined ? {} : { displayName: name }),
      });
      const { idToken } = await call<SignedUp>('accounts:signInWithPassword', {
        targetProjectId: projectId,
        email,
        password,
        returnSecureToken: true,
      });
      return { idToken, uid: localId };
    },
    disable: (uid) => change(uid, { disableUser: true }),
    revoke: (uid) => change(uid, { validSince: String(Math.floor(Date.now() / 1000) + 1) }),
    async remove(localId) {
      await call(`projects/${projectId}/accounts:delete`, { localId });
    },
  };
}
