"use client";
import {
  type ReactNode,
  Suspense,
  createContext,
  lazy,
  useCallback,
  useContext,
  useState,
} from "react";

// Most visits never see a toast: what shows them comes with the first. Should it not come, what was done is done all the same.
const ToastList = lazy(() => import("./toast-list.tsx").catch(() => ({ default: () => <></> })));

export type ToastMessage = {
  title: string;
  description?: string;
  tone?: "success" | "info";
  /** One way to undo or follow up; `altText` says how to do the same elsewhere. */
  action?: { label: string; altText: string; onAction: () => void };
};

export type ShownToast = ToastMessage & { id: number };

const ToastContext = createContext<((message: ToastMessage) => void) | null>(null);

/** Holds the toasts of the app; put it once around all pages. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<ShownToast[]>([]);
  const [isUsed, setUsed] = useState(false);
  const show = useCallback((message: ToastMessage) => {
    setUsed(true);
    setShown((list) => [...list, { ...message, id: (list.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const remove = (id: number) => setShown((list) => list.filter((toast) => toast.id !== id));
  return (
    <ToastContext.Provider value={show}>
      {children}
      {isUsed && (
        <Suspense>
          <ToastList shown={shown} onClose={remove} />
        </Suspense>
      )}
    </ToastContext.Provider>
  );
}

/**
 * Returns `show(message)`. For good news and small facts only: an error that needs action belongs in a Banner.
 * Throws outside of ToastProvider.
 */
export function useToast(): (message: ToastMessage) => void {
  const show = useContext(ToastContext);
  if (!show) throw new Error("useToast needs a ToastProvider around it");
  return show;
}
