import { Suspense, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../i18n/react';
import controls from '../../ui/controls.module.css';
import { later } from '../../ui/later';

const AuthorPage = later(async () => (await import('./AuthorPage')).AuthorPage);

/** Opens the page for who writes lessons. */
export function AuthorButton() {
  const m = useMessages().teach.page;
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={controls['button']}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        {m.howTo}
      </button>
      {open &&
        createPortal(
          <Suspense>
            <AuthorPage
              onClose={() => {
                setOpen(false);
              }}
            />
          </Suspense>,
          document.body,
        )}
    </>
  );
}
