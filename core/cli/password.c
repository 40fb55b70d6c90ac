/* The terminal is opened by its own name, so that input and output may be pipes; what is typed is not shown, and is
 * wiped when it was handed on. */
#include "cli/password.h"
#include "base/text.h"
#include "cli/interrupt.h"
#include "cli/message.h"
#include "cli/show.h"

#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { ROOM = 1024 };

static int needs_password(const sf_session *session, sheaf_status status) {
    sheaf_str code = sf_str_of(sheaf_error(session->sheaf)->code);
    return status == SHEAF_UNSUPPORTED && (sf_str_ends(code, SHEAF_STR(".password.needed")) ||
                                           sf_str_ends(code, SHEAF_STR(".password.wrong")));
}

/* One line without its end; 0 where there is none, it is empty, or a signal came. */
static int read_line(int terminal, char line[ROOM]) {
    size_t used = 0;
    while (used + 1 < ROOM && sf_interrupt_wait(terminal) && read(terminal, line + used, 1) == 1 &&
           line[used] != '\n')
        used++;
    int is_whole = used + 1 < ROOM && used > 0 && line[used] == '\n';
    line[used] = '\0';
    return is_whole && !sf_interrupt_caught();
}

static void ask(FILE *terminal, const char *input, int again) {
    fputs(again ? "That password does not fit. Password of " : "Password of ", terminal);
    sf_show(terminal, sf_str_of(input), SF_SHOW_ALL);
    fputs(": ", terminal);
    fflush(terminal);
}

/* Hidden first and asked then: what somebody types at the sight of the question is neither shown nor flushed. */
static int ask_hidden(FILE *terminal, const char *input, int again, char line[ROOM]) {
    struct termios before;
    if (tcgetattr(fileno(terminal), &before) != 0)
        return 0;
    struct termios hidden = before;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    if (tcsetattr(fileno(terminal), TCSAFLUSH, &hidden) != 0)
        return 0;
    ask(terminal, input, again);
    int outcome = read_line(fileno(terminal), line);
    tcsetattr(fileno(terminal), TCSAFLUSH, &before);
    return outcome;
}

static int ask_and_set(const sf_session *session, FILE *terminal, const char *input) {
    char line[ROOM];
    sheaf_str code = sf_str_of(sheaf_error(session->sheaf)->code);
    int again = sf_str_ends(code, SHEAF_STR(".wrong"));
    int typed = ask_hidden(terminal, input, again, line);
    fputc('\n', terminal);
    int outcome = typed && sheaf_set_password(session->sheaf, line) == SHEAF_OK;
    for (volatile char *at = line; at < line + sizeof(line); at++)
        *at = '\0';
    return outcome;
}

int sf_password_ask(const sf_session *session, const char *input, sheaf_status status) {
    if (!needs_password(session, status) || sf_request_value(session->request, "password-file"))
        return 0;
    int descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    FILE *terminal = descriptor < 0 ? NULL : fdopen(descriptor, "r+");
    if (!terminal) {
        if (descriptor >= 0)
            close(descriptor);
        return 0;
    }
    int outcome = ask_and_set(session, terminal, sf_input_name(input));
    fclose(terminal);
    return outcome;
}
