/* The report of a child process on its job, as bytes: error, diagnostics, counters, bids, and where the
 * files of the output begin. The reader trusts nothing in it: the child ran a plugin that may be hostile. */
#ifndef SF_HOST_WIRE_H
#define SF_HOST_WIRE_H

#include "base/buffer.h"
#include "host/job.h"
#include "host/plan.h"

/* Where a file of the output begins in the bytes that the child wrote. */
typedef struct sf_output_part {
    uint64_t offset;
    uint32_t length;
    char name[256];
} sf_output_part;

/* `parts` holds sf_output_part. 0: no memory. */
int sf_wire_write(const sheaf_job *job, const sf_plan *plan, const sf_vec *parts, sf_buffer *out);

/* Brings a report into the job of the parent. 0 where it is not whole or not sound; the job is then as
 * far as it got and must fail. Diagnostics are left alone where `with_diagnostics` is 0. */
int sf_wire_read(sheaf_str report, int with_diagnostics, sheaf_job *job, sf_plan *plan,
                 sf_vec *parts);

#endif
