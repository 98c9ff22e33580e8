-- 1: only one of the inspection's times is meant, to be chosen before the programme is agreed.
alter table inspections add column either integer not null default 0;
