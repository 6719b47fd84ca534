/* The Linux calls that Swift's Glibc module leaves out: epoll, eventfd, accept4, thread names, pipes and directories of programs, settings of malloc. Header only. */
#ifndef OPENCLAW_CLINUX_SHIM_H
#define OPENCLAW_CLINUX_SHIM_H
#if defined(__linux__)
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <pthread.h>
#include <sys/socket.h>
#include <spawn.h>
/* These hide behind _GNU_SOURCE, which must not be defined here: it changes other modules' headers. */
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
#if defined(__GLIBC__)
#include <malloc.h>
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
#endif
extern int pthread_setname_np(pthread_t thread, const char *name);
#endif
#endif
