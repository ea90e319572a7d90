import { ActionIcon, Button, CloseButton, Skeleton, TextInput } from '@mantine/core';
import { IconSearch, IconUsersPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Api, User } from '../api';
import {
  ConversationList,
  FoundMessages,
  titleOf,
  type ChatMessage,
  type ChatSnapshot,
  type Conversation,
  type NameOf,
} from '../features/conversation';
import { matches, PeopleList, type DirectorySnapshot } from '../features/people';
import { NotificationOffer } from '../notifications';
import { strings } from '../strings';
import { Pane } from './panes';
import classes from './chats-pane.module.css';

const words = strings.people;

export interface ChatsPaneProps {
  readonly api: Pick<Api, 'search'>;
  readonly listing: ChatSnapshot['listing'];
  readonly conversations: readonly Conversation[];
  readonly openConversation: Conversation | null;
  /** Everybody but the reader. */
  readonly people: readonly User[];
  readonly directoryState: DirectorySnapshot['state'];
  readonly ownId: number;
  readonly nameOf: NameOf;
  readonly isOnline: (id: number) => boolean;
  /** By the conversation's id. */
  readonly isMuted: (id: string) => boolean;
  readonly onOpen: (people: readonly number[]) => void;
  readonly onSearch: (text: string) => void;
  readonly onPick: () => void;
  readonly onReload: () => void;
  readonly onMoreConversations: () => void;
  readonly onReloadConversations: () => void;
  /** A search led to this message. */
  readonly onFound: (message: ChatMessage) => void;
}

/** The conversations, and below them the people one has not talked to yet; one search for both. */
export function ChatsPane(props: ChatsPaneProps) {
  const { conversations, openConversation, people, directoryState, listing, ownId, nameOf } = props;
  const [text, setText] = useState('');
  const shown = conversations.filter(({ otherIds }) => matches(titleOf(otherIds, nameOf), text));
  const known = new Set(conversations.flatMap(({ otherIds }) => (otherIds.length === 1 ? otherIds : [])));
  const strangers = people.filter(({ id, username }) => !known.has(id) && matches(username, text));
  const openWith = openConversation?.otherIds ?? [];

  function search(value: string) {
    setText(value);
    if (value.trim() !== '') props.onSearch(value.trim());
  }

  return (
    <Pane
      title={strings.shell.conversations}
      action={
        <ActionIcon
          variant="subtle"
          size={38}
          aria-label={words.newGroup}
          title={words.newGroup}
          onClick={props.onPick}
        >
          <IconUsersPlus size={21} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      }
      top={
        <TextInput
          className={classes.search}
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<IconSearch size={17} aria-hidden="true" />}
          rightSection={
            text === '' ? null : (
              <CloseButton aria-label={words.clearSearch} size="sm" onClick={() => setText('')} />
            )
          }
          value={text}
          onChange={(event) => search(event.currentTarget.value)}
          radius="xl"
        />
      }
    >
      {conversations.length > 0 && text === '' && <NotificationOffer />}
      {shown.length > 0 && (
        <ConversationList
          conversations={shown}
          chosenId={openConversation?.id ?? null}
          ownId={ownId}
          nameOf={nameOf}
          isOnline={props.isOnline}
          isMuted={props.isMuted}
          label={words.conversations}
          onOpen={({ otherIds }) => props.onOpen(otherIds)}
        />
      )}
      {listing.state === 'loading' && conversations.length === 0 && (
        <Skeleton height={120} mt="md" radius="md" />
      )}
      {listing.state === 'failed' && (
        <div className={classes.note} role="alert">
          <p>{strings.conversation.listFailed}</p>
          <Button size="compact-sm" variant="default" onClick={props.onReloadConversations}>
            {strings.problems.tryAgain}
          </Button>
        </div>
      )}
      {listing.hasMore && text === '' && (
        <Button
          variant="subtle"
          size="compact-sm"
          ml="xs"
          loading={listing.state === 'loading'}
          onClick={props.onMoreConversations}
        >
          {strings.conversation.moreConversations}
        </Button>
      )}
      {strangers.length > 0 && (
        <>
          <h3 className={classes.heading}>{words.list}</h3>
          <PeopleList
            people={strangers}
            chosenId={openWith.length === 1 ? openWith[0]! : null}
            label={words.list}
            onOpen={(id) => props.onOpen([id])}
          />
        </>
      )}
      {text.trim() !== '' && (
        <FoundMessages api={props.api} text={text} ownId={ownId} nameOf={nameOf} onOpen={props.onFound} />
      )}
      {directoryState === 'loading' && <Skeleton height={120} mt="md" radius="md" />}
      {directoryState === 'failed' && (
        <div className={classes.note}>
          <p>{words.failed}</p>
          <Button size="compact-sm" variant="default" onClick={props.onReload}>
            {strings.problems.tryAgain}
          </Button>
        </div>
      )}
      {directoryState === 'loaded' && shown.length === 0 && strangers.length === 0 && text === '' && (
        <p className={classes.note}>{words.nobody}</p>
      )}
    </Pane>
  );
}
