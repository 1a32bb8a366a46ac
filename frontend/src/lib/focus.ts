/** Gives the focus to the page's heading, where readers begin and from where Tab goes on. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1, h1');
  (heading ?? document.getElementById('content'))?.focus({ preventScroll: true });
}
