// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Tells the thread sanitizer when a `Mutex` of the standard library is taken and released.
//
// `Mutex` tries one compare-and-exchange in the caller's code, which the sanitizer sees. When somebody waits, locking and unlocking go
// through the kernel (FUTEX_LOCK_PI, FUTEX_UNLOCK_PI) in libswiftSynchronization, which is not instrumented: no edge leads from the thread
// that unlocked to the one that locked, and whatever the mutex protects is reported as a race. Preloaded into a test run, this library
// stands before those three functions and draws the edges.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define SWIFT_CALL __attribute__((swiftcall))
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
