import { useEffect, useState } from 'react';

/** What an asynchronous question was answered; undefined while it is awaited. `key` names the question. */
export function useAnswer<T>(key: string, ask: () => Promise<T>): T | undefined {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly value: T } | null>(null);
  useEffect(() => {
    let current = true;
    void ask().then((value) => {
      if (current) setAnswer({ key, value });
    });
    return () => {
      current = false;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the key says when the question is another
  }, [key]);
  return answer?.key === key ? answer.value : undefined;
}
