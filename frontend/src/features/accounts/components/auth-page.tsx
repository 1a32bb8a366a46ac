import { type ReactNode, useEffect, useRef } from 'react';

import { useDocumentTitle } from '@/lib/document-title';

/**
 * The frame of every page before sign-in: one narrow column with a heading. A page that becomes
 * another at the same path has its new heading focused: what had the focus is mostly gone.
 */
export function AuthPage({
  title,
  text,
  children,
  footer,
}: {
  title: string;
  text?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
}) {
  useDocumentTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  const shownTitle = useRef(title);
  useEffect(() => {
    if (shownTitle.current === title) return;
    shownTitle.current = title;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div className="mx-auto w-full max-w-sm px-4 py-10 sm:py-16">
      <h1 ref={heading} tabIndex={-1} className="text-xl">
        {title}
      </h1>
      {text === undefined ? null : <div className="mt-1.5 text-pretty text-ink-2">{text}</div>}
      {children === undefined ? null : <div className="mt-6">{children}</div>}
      {footer === undefined ? null : <div className="mt-6 text-ink-2">{footer}</div>}
    </div>
  );
}
