package io.arcfleet.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the roles of an identity allow it at a scope, as Azure RBAC counts it; deny assignments are not among it. */
public record GrantedActions(List<Role> roles) {

    public GrantedActions {
        roles = List.copyOf(roles);
    }

    /**
     * What one role allows: its actions without its not-actions. A star stands for any text, slashes too; case does not
     * count.
     */
    public record Role(List<String> actions, List<String> notActions) {

        public Role {
            actions = List.copyOf(actions);
            notActions = List.copyOf(notActions);
        }

        boolean allows(String action) {
            return actions.stream().anyMatch(pattern -> matches(pattern, action))
                    && notActions.stream().noneMatch(pattern -> matches(pattern, action));
        }
    }

    /** Whether a role allows {@code action}: what one role takes out, another may give. */
    public boolean allow(String action) {
        return roles.stream().anyMatch(role -> role.allows(action));
    }

    private static boolean matches(String pattern, String action) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
    }
}
