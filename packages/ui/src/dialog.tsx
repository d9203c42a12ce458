"use client";
import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import { type ReactElement, type ReactNode, useRef } from "react";
import { cn } from "./cn.ts";
import { IconButton } from "./icon-button.tsx";

export type DialogProps = {
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the end; the confirming one last. */
  footer?: ReactNode;
  /** The element that opens it; left out when `open` is controlled. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
};

const center =
  "top-1/2 left-1/2 max-h-[85dvh] w-[calc(100vw-32px)] max-w-lg -translate-1/2 rounded-card animate-fade-in";
const edge =
  "inset-x-0 bottom-0 max-h-[90dvh] rounded-t-card pb-[env(safe-area-inset-bottom)] max-sm:animate-rise-in sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-[420px] sm:animate-slide-in sm:rounded-t-none sm:rounded-l-card";

function Modal({ shape, ...props }: DialogProps & { shape: string }) {
  const opener = useRef<Element | null>(null);
  return (
    <RadixDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      {props.trigger && <RadixDialog.Trigger asChild>{props.trigger}</RadixDialog.Trigger>}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <RadixDialog.Content
          {...(props.description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            // Without a trigger of its own the dialog was opened by what had the focus.
            if (props.trigger || !(opener.current instanceof HTMLElement)) return;
            event.preventDefault();
            opener.current.focus();
          }}
          className={cn(
            "fixed z-50 flex flex-col bg-surface shadow-float outline-none",
            shape,
            props.className,
          )}
        >
          <div className="flex items-start justify-between gap-4 p-4 pb-2 pl-6">
            <RadixDialog.Title className="pt-2 text-xl">{props.title}</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <IconButton label="Close" icon={<X aria-hidden />} />
            </RadixDialog.Close>
          </div>
          <div className="flex grow flex-col gap-4 overflow-y-auto px-6 pt-1 pb-6">
            {props.description && (
              <RadixDialog.Description className="text-muted">
                {props.description}
              </RadixDialog.Description>
            )}
            {props.children}
          </div>
          {props.footer && (
            <div className="flex flex-col-reverse gap-2 border-t border-border px-6 py-4 sm:flex-row sm:justify-end">
              {props.footer}
            </div>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** A question or a short form over the page. Focus is kept inside and goes back when it closes. */
export function Dialog(props: DialogProps) {
  return <Modal shape={center} {...props} />;
}

/** As Dialog, from the bottom edge on phones and from the right on wider screens. For filters and details. */
export function Sheet(props: DialogProps) {
  return <Modal shape={edge} {...props} />;
}

/** Wrap a button in it to close the dialog or sheet it stands in. */
export const DialogClose = RadixDialog.Close;
