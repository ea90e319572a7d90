import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Files of Google's libraries that load with them and that nothing of Parley uses: clients of other services, and
 * compiled descriptions that are only handed on. What stands in their place has the names that other files of the library
 * build upon.
 */
const unused = {
  '@google-cloud/firestore/build/src/v1/firestore_admin_client.js':
    'exports.FirestoreAdminClient = class {};',
  'google-gax/build/src/locationService.js': 'exports.LocationsClient = class {};',
  'google-gax/build/src/iamService.js': 'exports.IamClient = class {};',
  'google-gax/build/protos/iam_service.js': '',
  'google-gax/build/protos/locations.js': '',
  'google-gax/build/protos/operations.js': '',
};

const protoLoader = fileURLToPath(new URL('./proto-loader.mjs', import.meta.url));

/**
 * A plugin of esbuild that leaves out of a bundle what only costs time at its start; the figures are in
 * docs/performance.md. Throws where a file that it names is not in the library any more.
 */
export const trimmed = {
  name: 'trimmed',
  setup({ onResolve, onLoad, onEnd, initialOptions }) {
    const met = new Set();
    onResolve({ filter: /^@grpc\/proto-loader$/ }, () => ({ path: protoLoader }));
    onLoad({ filter: /[\\/](google-gax|firestore)[\\/]build[\\/].*\.js$/ }, ({ path: file }) => {
      const name = Object.keys(unused).find((each) => file.endsWith(path.normalize(`node_modules/${each}`)));
      if (name === undefined) return undefined;
      met.add(name);
      return { contents: unused[name], loader: 'js' };
    });
    onEnd(() => {
      const missing = Object.keys(unused).filter((name) => !met.has(name));
      if (missing.length > 0)
        throw new Error(`${initialOptions.outfile} has nothing to leave out of ${missing.join(', ')}`);
    });
  },
};
