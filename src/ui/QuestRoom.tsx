import { useApp } from '../store';
import { QuestCard } from './QuestCard';

/** The quest that the page is at, if it is at one. */
export function QuestRoom() {
  const quest = useApp((s) => s.quest);
  return quest === null ? null : <QuestCard quest={quest} />;
}
