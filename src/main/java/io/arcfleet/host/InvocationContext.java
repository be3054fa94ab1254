package io.arcfleet.host;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.logging.Logger;

/** The context of one invocation; its logger has the category of the real host's user log. */
record InvocationContext(String functionName, String invocationId) implements ExecutionContext {

    @Override
    public Logger getLogger() {
        return Logger.getLogger("Function." + functionName + ".User");
    }

    @Override
    public String getInvocationId() {
        return invocationId;
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }
}
