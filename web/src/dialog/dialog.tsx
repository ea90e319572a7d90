import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { strings } from '../strings';
import classes from './dialog.module.css';

/** A dialog with a title over the page; Escape, a click beside it and its button close it. */
export function Dialog({
  opened,
  title,
  size = 'md',
  onClose,
  children,
}: {
  opened: boolean;
  title: string;
  /** How wide it may be: a size of Mantine's, or a width in CSS. */
  size?: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Modal.Root opened={opened} onClose={onClose} radius="lg" size={size}>
      <Modal.Overlay />
      <Modal.Content>
        {/* Mantine's own head is a banner, of which a page has one. */}
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={strings.dialog.close} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
