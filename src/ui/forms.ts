/**
 * Frames that may run scripts and nothing else send no form, and do not even tell it that somebody wanted to. What a
 * form's button asks for is told to the form by hand: nothing here is ever sent anywhere.
 */
export function tellForms(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.type !== 'submit' || button.form === null || event.defaultPrevented) return;
    event.preventDefault();
    if (!button.form.reportValidity()) return;
    button.form.dispatchEvent(
      new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter: button }),
    );
  });
}
