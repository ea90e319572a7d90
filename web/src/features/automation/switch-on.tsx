import { Anchor, Button, Group, Loader, Modal } from '@mantine/core';
import { useEffect } from 'react';
import type { Api, Target } from '../../api';
import type { Permission } from '../../engine';
import { Notice } from '../../notice';
import { strings } from '../../strings';
import { PermissionList } from './permission-list';
import { replayed, useReplay } from './use-replay';
import classes from './switch-on.module.css';

const words = strings.studio;

/** The step before a script is switched on: what it may do, and what it would have done with the last messages. */
export function SwitchOn({
  api,
  target,
  source,
  may,
  isActive,
  busy,
  onConfirm,
  onCancel,
  onLook,
}: {
  api: Api;
  target: Target;
  source: string;
  /** What it may do; null while that is not known. */
  may: readonly Permission[] | null;
  /** Whether another script is on that it takes the place of. */
  isActive: boolean;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  /** Shows the messages that would have been different. */
  onLook: () => void;
}) {
  const { rows, fault, start } = useReplay(api, target, source, isActive);
  useEffect(() => void start(), [start]);
  const changed = rows?.filter(({ isChanged }) => isChanged).length ?? 0;
  return (
    <Modal.Root opened onClose={onCancel} size="lg" centered radius="lg">
      <Modal.Overlay />
      <Modal.Content aria-label={words.confirmTitle[target]}>
        <Modal.Body className={classes.body!}>
          <h2 className={classes.title}>{words.confirmTitle[target]}</h2>
          {may !== null && <PermissionList target={target} may={may} />}
          <div className={classes.past} role="status">
            {fault !== null && <Notice kind="info">{words.replayFailed}</Notice>}
            {rows === null && fault === null && (
              <>
                <Loader size="xs" /> {words.replaying(replayed)}
              </>
            )}
            {rows !== null && (
              <span>
                {rows.length === 0 ? words.replayedNone : words.replayedChanged(changed, rows.length)}{' '}
                {changed > 0 && (
                  <Anchor component="button" type="button" size="sm" onClick={onLook}>
                    {words.lookAtThem}
                  </Anchor>
                )}
              </span>
            )}
          </div>
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {words.notYet}
            </Button>
            <Button onClick={onConfirm} loading={busy} data-autofocus>
              {words.switchOn}
            </Button>
          </Group>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
