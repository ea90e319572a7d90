import { Kbd } from '@mantine/core';
import { Dialog } from '../dialog';
import { strings } from '../strings';
import classes from './quick-jump.module.css';

const words = strings.keyboard;

/** Every shortcut of the page. */
export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Dialog opened={opened} onClose={onClose} title={words.title}>
      <table className={classes.keys}>
        <tbody>
          {words.shortcuts.map(({ keys, does }) => (
            <tr key={does}>
              <th scope="row">{does}</th>
              <td>
                {keys.map((key, index) => (
                  <span key={key}>
                    {index > 0 && ' + '}
                    <Kbd>{key}</Kbd>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
