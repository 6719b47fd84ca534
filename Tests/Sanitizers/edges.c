// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Tells the thread sanitizer about two orders it cannot see, because the standard library is not instrumented.
//
// A `Mutex` that is taken and released.
// `Mutex` tries one compare-and-exchange in the caller's code, which the sanitizer sees. When somebody waits, locking and unlocking go
// through the kernel (FUTEX_LOCK_PI, FUTEX_UNLOCK_PI) in libswiftSynchronization, which is not instrumented: no edge leads from the thread
// that unlocked to the one that locked, and whatever the mutex protects is reported as a race. Preloaded into a test run, this library
// stands before those three functions and draws the edges.
//
// A continuation that is resumed before its task waits for it. The runtime notes that in an atomic and the task simply goes on; no edge leads
// from whoever resumed it to the task, and the value it was given is reported as a race.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define SWIFT_CALL __attribute__((swiftcall))
#define SWIFT_ASYNC_CALL __attribute__((swiftasynccall))
#define SWIFT_SELF __attribute__((swift_context))

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"      // _MutexHandle._lockSlow(UInt32)
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"      // _MutexHandle._tryLockSlow() -> Bool
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"          // _MutexHandle._unlockSlow()

// From the sanitizer's runtime; absent in programs that are not sanitized.
extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

typedef SWIFT_CALL void (*lock_function)(uint32_t thread, SWIFT_SELF void *handle);
typedef SWIFT_CALL bool (*try_lock_function)(SWIFT_SELF void *handle);
typedef SWIFT_CALL void (*unlock_function)(SWIFT_SELF void *handle);

static void *next(void **cache, const char *name) {
    void *function = __atomic_load_n(cache, __ATOMIC_ACQUIRE);
    if (function) return function;
    function = dlsym(RTLD_NEXT, name);
    if (!function) abort();
    __atomic_store_n(cache, function, __ATOMIC_RELEASE);
    return function;
}

SWIFT_CALL void locked(uint32_t thread, SWIFT_SELF void *handle) __asm__(LOCK);
SWIFT_CALL bool tried(SWIFT_SELF void *handle) __asm__(TRY_LOCK);
SWIFT_CALL void unlocked(SWIFT_SELF void *handle) __asm__(UNLOCK);

SWIFT_CALL void locked(uint32_t thread, SWIFT_SELF void *handle) {
    static void *cache;
    ((lock_function)next(&cache, LOCK))(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT_CALL bool tried(SWIFT_SELF void *handle) {
    static void *cache;
    bool taken = ((try_lock_function)next(&cache, TRY_LOCK))(handle);
    if (taken && __tsan_acquire) __tsan_acquire(handle);
    return taken;
}

SWIFT_CALL void unlocked(SWIFT_SELF void *handle) {
    static void *cache;
    if (__tsan_release) __tsan_release(handle);
    ((unlock_function)next(&cache, UNLOCK))(handle);
}

// Continuations. The task is what both sides know.

extern void *swift_task_getCurrent(void) SWIFT_CALL;

typedef SWIFT_CALL void (*resume_function)(void *task);
typedef SWIFT_CALL void (*resume_with_error_function)(void *task, void *error);
typedef SWIFT_ASYNC_CALL void (*await_function)(void *context);

SWIFT_CALL void swift_continuation_resume(void *task) {
    static void *cache;
    resume_function function = (resume_function)next(&cache, "swift_continuation_resume");
    if (__tsan_release) __tsan_release(task);
    function(task);
}

SWIFT_CALL void swift_continuation_throwingResume(void *task) {
    static void *cache;
    resume_function function = (resume_function)next(&cache, "swift_continuation_throwingResume");
    if (__tsan_release) __tsan_release(task);
    function(task);
}

SWIFT_CALL void swift_continuation_throwingResumeWithError(void *task, void *error) {
    static void *cache;
    resume_with_error_function function = (resume_with_error_function)next(&cache, "swift_continuation_throwingResumeWithError");
    if (__tsan_release) __tsan_release(task);
    function(task, error);
}

SWIFT_ASYNC_CALL void swift_continuation_await(void *context) {
    static void *cache;
    await_function function = (await_function)next(&cache, "swift_continuation_await");
    if (__tsan_acquire) __tsan_acquire(swift_task_getCurrent());
    __attribute__((musttail)) return function(context);
}
