import type { NativePackage } from '../run/native';
import { operations, textOf } from './operations';

/** `ini_utils`: it reads files only, and a program has none; so there is the fault of a file that is not there. */
export const iniUtils: NativePackage = {
  names: ['ini_utils', 'ini-utils'],
  include: { file: 'ini_utils.iol', port: 'IniUtils' },
  service: 'IniUtils',
  declaration: `
type parseIniFileRequest: string { charset?: string }
type IniData: void { ? }
interface IniUtilsInterface {
RequestResponse:
  parseIniFile( parseIniFileRequest )( IniData )
}
`,
  operations: operations({
    parseIniFile(request, context) {
      throw context.exception('IOException', textOf(request));
    },
  }),
};
