'use client';

import dynamic from 'next/dynamic';
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';
import type { ShownToast, ToastWords } from './toast-list';

const MOST_SHOWN = 4;
const ToastContext = createContext<((toast: ToastWords) => void) | null>(null);
const ToastList = dynamic(() => import('./toast-list').then((module) => module.ToastList), { ssr: false });

export interface ToasterProps {
  /** What the place of the messages is called, for screen readers. */
  label: string;
  closeLabel: string;
  children: ReactNode;
}

/** Shows short messages at the edge of the page; the newest few at a time. */
export function Toaster({ label, closeLabel, children }: ToasterProps) {
  const [toasts, setToasts] = useState<ShownToast[]>([]);
  const [used, setUsed] = useState(false);
  const nextId = useRef(1);
  const add = useCallback((toast: ToastWords) => {
    setUsed(true);
    setToasts((shown) => [...shown, { ...toast, id: nextId.current++ }].slice(-MOST_SHOWN));
  }, []);
  const remove = useCallback(
    (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)),
    [],
  );
  return (
    <ToastContext value={add}>
      {children}
      {used && <ToastList toasts={toasts} label={label} closeLabel={closeLabel} onGone={remove} />}
    </ToastContext>
  );
}

/** Returns how to show a short message. */
export function useToast(): (toast: ToastWords) => void {
  const add = useContext(ToastContext);
  if (add === null) throw new Error('useToast needs a Toaster around it');
  return add;
}
