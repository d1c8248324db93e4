import { Component, type ReactNode } from 'react';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import controls from './controls.module.css';
import styles from './failure.module.css';

interface Props {
  readonly children: ReactNode;
  /** What is drawn; when it changes, drawing is tried again. */
  readonly of: string;
}

interface State {
  readonly message: string | null;
  readonly of: string;
}

/** A view that cannot be drawn says so in its own room; the rest of the page goes on. */
class Boundary extends Component<Props, State> {
  override state: State = { message: null, of: this.props.of };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps({ of }: Props, before: State): State | null {
    return of === before.of ? null : { message: null, of };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <Undrawn
        message={message}
        again={() => {
          this.setState({ message: null });
        }}
      />
    );
  }
}

function Undrawn({ message, again }: { readonly message: string; readonly again: () => void }) {
  const m = useMessages().shell.failure;
  return (
    <div className={styles['failure']} role="alert">
      <h2>{m.undrawn}</h2>
      <p className={styles['message']}>
        <code lang="en">{message}</code>
      </p>
      <div className={styles['buttons']}>
        <button type="button" className={controls['button']} onClick={again}>
          {m.again}
        </button>
      </div>
    </div>
  );
}

export function ViewBoundary({ children }: { readonly children: ReactNode }) {
  const of = useApp((s) => `${s.view} ${String(s.info?.run ?? 0)}`);
  return <Boundary of={of}>{children}</Boundary>;
}
