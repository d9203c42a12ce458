-- A large refund is proposed by one operator and decided by another.
alter table payments.refunds
  drop constraint refunds_status_check,
  add constraint refunds_status_check check (status in ('proposed', 'rejected', 'pending', 'succeeded', 'failed')),
  add column decided_by uuid,
  add constraint refunds_four_eyes check (decided_by <> requested_by),
  add constraint refunds_decided check (case status when 'proposed' then decided_by is null when 'rejected' then decided_by is not null else true end);
