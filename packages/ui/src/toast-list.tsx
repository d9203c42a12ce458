"use client";
import { CircleCheck, Info, X } from "lucide-react";
import { Toast as RadixToast } from "radix-ui";
import { IconButton } from "./icon-button.tsx";
import type { ShownToast } from "./toast.tsx";

interface ToastListProps {
  shown: ShownToast[];
  onClose: (id: number) => void;
}

/** The toasts that show, at the foot of the page. */
export default function ToastList({ shown, onClose }: ToastListProps) {
  return (
    <RadixToast.Provider duration={6000}>
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onClose={() => onClose(toast.id)} />
      ))}
      <RadixToast.Viewport className="fixed inset-x-4 bottom-4 z-50 flex list-none flex-col gap-2 pb-[env(safe-area-inset-bottom)] outline-none sm:left-auto sm:w-96" />
    </RadixToast.Provider>
  );
}

function ToastCard({ toast, onClose }: { toast: ShownToast; onClose: () => void }) {
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
        <IconButton label="Dismiss" icon={<X aria-hidden />} className="text-muted!" />
      </RadixToast.Close>
    </RadixToast.Root>
  );
}
