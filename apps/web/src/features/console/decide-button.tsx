"use client";
import type { RefundRecord } from "@loconomy/contracts";
import { Banner, Button, Dialog, exactMoney, useToast } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { texts } from "./texts.ts";

const t = texts.decide;

/** Approves or rejects a refund that another operator proposed. */
export function DecideButton({ refund }: { refund: RefundRecord }) {
  const [open, setOpen] = useState(false);
  const toast = useToast();
  const router = useRouter();
  const { id, reason, amount } = refund;
  const decide = useMutation({
    mutationFn: (isApproved: boolean) =>
      isApproved ? api.payments.approveRefund({ id }) : api.payments.rejectRefund({ id }),
    onSuccess: (_refund, isApproved) => {
      setOpen(false);
      toast({ title: isApproved ? t.approved : t.rejected, tone: "success" });
      router.refresh();
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t.title(exactMoney(amount))}
      description={t.body(reason)}
      trigger={
        <Button variant="link" aria-label={t.of(reason)} className="text-sm!">
          {t.action}
        </Button>
      }
    >
      {decide.error && <Banner tone="danger">{shownError(decide.error).message}</Banner>}
      <div className="flex flex-wrap justify-end gap-3">
        <Button
          variant="quiet"
          loading={decide.isPending && decide.variables === false}
          disabled={decide.isPending}
          onClick={() => decide.mutate(false)}
        >
          {t.reject}
        </Button>
        <Button
          variant="danger"
          loading={decide.isPending && decide.variables === true}
          disabled={decide.isPending}
          onClick={() => decide.mutate(true)}
        >
          {t.approve}
        </Button>
      </div>
    </Dialog>
  );
}
