"use client";
import { CircleCheck, Info, X } from "lucide-react";
import { Toast as RadixToast } from "radix-ui";
import { type ReactNode, createContext, useCallback, useContext, useState } from "react";
import { IconButton } from "./icon-button.tsx";

export type ToastMessage = {
  title: string;
  description?: string;
  tone?: "success" | "info";
  /** One way to undo or follow up; `altText` says how to do the same elsewhere. */
  action?: { label: string; altText: string; onAction: () => void };
};

type Shown = ToastMessage & { id: number };

const ToastContext = createContext<((message: ToastMessage) => void) | null>(null);

/** Holds the toasts of the app; put it once around all pages. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const show = useCallback((message: ToastMessage) => {
    setShown((list) => [...list, { ...message, id: (list.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const remove = (id: number) => setShown((list) => list.filter((toast) => toast.id !== id));
  return (
    <ToastContext.Provider value={show}>
      <RadixToast.Provider duration={6000}>
        {children}
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onClose={() => remove(toast.id)} />
        ))}
        <RadixToast.Viewport className="fixed inset-x-4 bottom-4 z-50 flex list-none flex-col gap-2 pb-[env(safe-area-inset-bottom)] outline-none sm:left-auto sm:w-96" />
      </RadixToast.Provider>
    </ToastContext.Provider>
  );
}

function ToastCard({ toast, onClose }: { toast: Shown; onClose: () => void }) {
  const Icon = toast.tone === "info" ? Info : CircleCheck;
  return (
    <RadixToast.Root
      onOpenChange={(open) => !open && onClose()}
      className="flex animate-rise-in items-start gap-3 rounded-card border border-border bg-surface py-2 pr-2 pl-4 shadow-float"
    >
      <Icon
        aria-hidden
        className={`mt-3 size-5 shrink-0 stroke-[1.75] ${toast.tone === "info" ? "text-info" : "text-success"}`}
      />
      <div className="flex min-w-0 grow flex-col py-2.5">
        <RadixToast.Title className="font-medium">{toast.title}</RadixToast.Title>
        {toast.description && (
          <RadixToast.Description className="text-sm text-muted">
            {toast.description}
          </RadixToast.Description>
        )}
      </div>
      {toast.action && (
        <RadixToast.Action
          altText={toast.action.altText}
          onClick={toast.action.onAction}
          className="min-h-11 shrink-0 rounded-control px-3 font-medium text-accent hover:bg-surface-2"
        >
          {toast.action.label}
        </RadixToast.Action>
      )}
      <RadixToast.Close asChild>
        <IconButton label="Dismiss" icon={<X aria-hidden />} className="text-muted" />
      </RadixToast.Close>
    </RadixToast.Root>
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
