import { createContext, createElement, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { english, loadMessages } from '.';
import type { Locale, Messages } from '.';

const MessagesContext = createContext<Messages>(english);

interface Props {
  readonly locale: Locale;
  /** What `locale` says, loaded before the first picture. */
  readonly initial: Messages;
  readonly children: ReactNode;
}

/** Keeps the former language until the wanted one has arrived. */
export function MessagesProvider({ locale, initial, children }: Props) {
  const [messages, setMessages] = useState(initial);
  useEffect(() => {
    let current = true;
    void loadMessages(locale).then((loaded) => {
      if (current) setMessages(loaded);
    });
    return () => {
      current = false;
    };
  }, [locale]);
  return createElement(MessagesContext, { value: messages }, children);
}

/** All words of the page in the language chosen. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}
