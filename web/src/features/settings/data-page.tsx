import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { refusalOf, valueOf, type Api, type User } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { Asked } from './asked';
import { DeletionForm, type Deletion } from './deletion-form';
import { Card, Section } from './section';
import { useAccount } from './use-account';

const words = strings.settings;

/** All of the reader's data as a file, and the end of the account. */
export function DataPage({
  api,
  user,
  onFile,
  onDelete,
  onSignOut,
}: {
  api: Api;
  user: User;
  /** Hands the reader a file. */
  onFile: (name: string, text: string) => void;
  onDelete: Deletion;
  onSignOut: () => void;
}) {
  const account = useAccount(api);
  const download = useMutation({
    mutationFn: () => valueOf(api.accountData()),
    onSuccess: (data) => onFile(words.downloadName, `${JSON.stringify(data, null, 2)}\n`),
  });
  return (
    <Section title={words.data} text={words.dataText}>
      <Card title={words.download} note={words.downloadNote}>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          {words.download}
        </Button>
        {download.isSuccess && <Notice kind="success">{words.downloaded}</Notice>}
        {download.isError && <Notice kind="error">{wordsOf(refusalOf(download.error))}</Notice>}
      </Card>
      <Card title={words.deleteTitle} note={words.deleteNote}>
        <Asked query={account} height={200}>
          {({ hasPassword }) => (
            <DeletionForm
              username={user.username}
              hasPassword={hasPassword}
              onDelete={onDelete}
              onSignOut={onSignOut}
            />
          )}
        </Asked>
      </Card>
    </Section>
  );
}
